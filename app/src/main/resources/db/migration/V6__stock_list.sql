-- For lists of SKUs: how they are defined, and of each location what is on its way, kept back, and its version.
create table stock_definition (
    sku          text    collate "C" primary key,
    name         text    not null,
    unit         text    not null,
    scale        integer not null,
    product_id   text,
    safety_stock numeric not null,
    version      bigint  not null
);

create index stock_definition_product on stock_definition (product_id, sku) where product_id is not null;

-- The read models are made anew from the events, which know all of it: nothing is lost, and no row lacks a value.
truncate stock_level, stock_hold, movement;
delete from token_entry where processor_name = 'stock';

alter table stock_level
    add column sent         numeric not null check (sent >= 0),
    add column arrived      numeric not null check (arrived >= 0),
    -- null where that of the definition holds
    add column safety_stock numeric,
    add column version      bigint  not null;
