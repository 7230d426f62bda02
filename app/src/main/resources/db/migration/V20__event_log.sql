-- How far the tables are in step with an event log outside of the database: one row where there is one, none otherwise.
create table event_log (
    one   boolean primary key default true check (one),
    -- The number of the next append.
    turn  bigint not null,
    -- The log's place of the last event, -1 before the first.
    token bigint not null
);
