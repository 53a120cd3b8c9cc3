-- One row. Whoever changes anything updates it first, so that commits come in the order of their numbers.
create table revision_counter (
    id integer primary key check (id = 1),
    epoch varchar(64) not null,
    number bigint not null
);

-- One row: what all services inherit. "revision" is that of its last change.
create table global_defaults (
    id integer primary key check (id = 1),
    settings text not null,
    switched_at bigint not null,
    revision bigint not null
);

-- "revision" is that of the last change of the service's defaults or endpoints.
create table service (
    name varchar(63) primary key,
    settings text not null,
    switched_at bigint not null,
    removed_at bigint not null,
    revision bigint not null
);

-- "method" is empty for all methods: a null would not be unique.
create table endpoint (
    service varchar(63) not null references service (name),
    pattern varchar(1024) not null,
    method varchar(20) not null,
    settings text not null,
    switched_at bigint not null,
    primary key (service, pattern, method)
);
