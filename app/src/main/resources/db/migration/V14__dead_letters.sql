-- Events that a process could not handle, with all behind them of the same sequence (an order, a tab, an item), by
-- growing id in their order. The event is kept as it was stored.
create table dead_letter (
    id               bigint generated always as identity primary key,
    process          text        not null,
    sequence         text        not null,
    position         bigint      not null,
    aggregate_type   text,
    aggregate_id     text        not null,
    sequence_number  bigint      not null,
    event_id         text        not null,
    payload_type     text        not null,
    payload_revision text,
    payload          bytea       not null,
    metadata         bytea,
    recorded_at      text        not null,
    -- null as long as it only waits behind an earlier one
    cause            text,
    attempts         integer     not null,
    parked_at        timestamptz not null,
    tried_at         timestamptz,
    -- Until then somebody is trying it.
    claimed_until    timestamptz
);

create index dead_letter_sequence on dead_letter (process, sequence, id);

insert into dead_letter (process, sequence, position, aggregate_type, aggregate_id, sequence_number, event_id,
                         payload_type, payload_revision, payload, metadata, recorded_at, cause, attempts, parked_at)
select letter.processing_group, letter.sequence_identifier, event.position, event.aggregate_type, event.aggregate_id,
       event.sequence_number, event.event_id, event.payload_type, event.payload_revision, event.payload, event.metadata,
       event.recorded_at, nullif(concat_ws(': ', letter.cause_type, letter.cause_message), ''), 0, now()
from dead_letter_entry as letter
join domain_event as event on event.aggregate_id = letter.aggregate_identifier
                          and event.sequence_number = letter.sequence_number
order by letter.processing_group, letter.sequence_identifier, letter.sequence_index;

drop table dead_letter_entry;

-- One task tries them all.
delete from scheduled_tasks where task_name = 'parked-tabs';
