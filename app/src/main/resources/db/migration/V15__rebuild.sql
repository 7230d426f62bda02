-- The rebuild of each read model that was asked for last: filled beside the live one, compared, and swapped.
create table read_model_rebuild (
    name           text        primary key,
    phase          text        not null,
    -- up to which the new tables have taken in all events
    position       bigint      not null,
    -- where the live ones were when it began
    target         bigint      not null,
    -- of the schema that it was begun with: the tables of another one are made anew
    schema_version integer     not null,
    started_at     timestamptz not null,
    ended_at       timestamptz,
    differences    text,
    failure        text
);

-- Every filter of movements has its range in the order of the list: with the location in between the movements of an item
-- had to be sorted.
drop index movement_sku;
create index movement_sku on movement (sku, position);
create index movement_location on movement (location, position);
