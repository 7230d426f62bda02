-- States of long streams, so that nobody has to read them from their start. They may be deleted at any time.
drop table snapshot_event;

create table snapshot (
    stream  text        not null,
    -- The number of events that the state is made of.
    version bigint      not null,
    -- Name and revision of the stored form: another one is not read.
    type    text        not null,
    -- The latest time of any of the events, for who asks for the state at a time.
    latest  timestamptz not null,
    -- When there is one, the row is the difference to the whole state of that version.
    base    bigint,
    state   bytea       not null,
    primary key (stream, version)
);
