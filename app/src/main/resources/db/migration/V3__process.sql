-- Orders whose payment is due: written when the stock is held, gone when the order is settled.
create table payment_deadline (
    order_id text        primary key,
    due_at   timestamptz not null
);

create index payment_deadline_due on payment_deadline (due_at);

-- What db-scheduler runs, once over all nodes.
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
