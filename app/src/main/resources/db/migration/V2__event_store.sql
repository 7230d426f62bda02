-- Every decision of the service, append-only. A position is drawn under a lock that is held until the commit,
-- so the order of positions is the order of commits.
create table domain_event (
    position         bigint generated always as identity primary key,
    aggregate_id     text   not null,
    sequence_number  bigint not null,
    aggregate_type   text,
    event_id         text   not null,
    payload_type     text   not null,
    payload_revision text,
    payload          bytea  not null,
    metadata         bytea,
    recorded_at      text   not null,
    -- One append wins: the second writer of the same version gets a violation.
    constraint domain_event_version unique (aggregate_id, sequence_number)
);

-- Finds the locations of a SKU by the first event of their streams, without a read model that could lag.
create index domain_event_first on domain_event (aggregate_id collate "C") where sequence_number = 0;

create table snapshot_event (
    aggregate_id     text   not null,
    sequence_number  bigint not null,
    aggregate_type   text   not null,
    event_id         text   not null unique,
    payload_type     text   not null,
    payload_revision text,
    payload          bytea  not null,
    metadata         bytea,
    recorded_at      text   not null,
    primary key (aggregate_id, sequence_number)
);

-- Where each event processor stands.
create table token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    claimed_at     text,
    owner          text,
    primary key (processor_name, segment)
);
