-- The reservation saga: one row for each order that is placed and not yet settled.
create table saga_entry (
    saga_id         text primary key,
    saga_type       text,
    revision        text,
    serialized_saga bytea
);

create table association_value_entry (
    id                bigint generated always as identity primary key,
    association_key   text not null,
    association_value text,
    saga_type         text,
    saga_id           text not null
);

create index association_value_lookup on association_value_entry (association_value, association_key, saga_type, saga_id);
create index association_value_saga on association_value_entry (saga_id, saga_type);

-- Payment deadlines, kept by db-scheduler.
create table scheduled_tasks (
    task_name            text                     not null,
    task_instance        text                     not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

-- Events that a processor could not handle, in order, with everything behind them of the same order.
create table dead_letter_entry (
    dead_letter_id       text   primary key,
    processing_group     text   not null,
    sequence_identifier  text   not null,
    sequence_index       bigint not null,
    message_type         text   not null,
    event_identifier     text   not null,
    time_stamp           text   not null,
    payload_type         text   not null,
    payload_revision     text,
    payload              bytea  not null,
    meta_data            bytea,
    aggregate_type       text,
    aggregate_identifier text,
    sequence_number      bigint,
    token_type           text,
    token                bytea,
    enqueued_at          text   not null,
    last_touched         text,
    processing_started   text,
    cause_type           text,
    cause_message        text,
    diagnostics          bytea,
    unique (processing_group, sequence_identifier, sequence_index)
);

-- The answer to each command by its idempotency key, written in the transaction of its effect and kept for good.
create table idempotency_record (
    scope_hash   bytea       primary key,
    request_hash bytea       not null,
    answer       jsonb       not null,
    recorded_at  timestamptz not null
);
