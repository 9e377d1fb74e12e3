-- The register of receivers. Each change is a new version; versions are never changed or removed,
-- so that what a letter was set with can always be looked up.

create table receiver (
    id           bigint generated always as identity primary key,
    municipality text   not null check (municipality ~ '^[0-9]{4}$'),
    district     text   not null check (district ~ '^[0-9]{2}$'),
    version      bigint not null check (version >= 1),  -- the newest
    constraint receiver_stands_once unique (municipality, district)
);

create table receiver_version (
    receiver          bigint not null references receiver,
    version           bigint not null check (version >= 1),
    since             timestamptz not null,
    municipality_name text    not null,
    district_name     text    not null,
    default_district  boolean not null,
    language          text    not null check (language in ('nb', 'nn')),
    address           text[]  not null check (cardinality(address) <= 6),
    host              text    check (host ~ '^[0-9]{4}-[0-9]{2}$'),
    reception         text    not null check (reception in ('manual', 'system', 'postal')),
    confirmation      text    not null check (confirmation in ('enclose', 'post', 'none')),
    policy            text    not null,
    public_phone      text    not null,
    web               text    not null,
    hours             text    not null,
    contact_name      text    not null,
    contact_email     text    not null,
    contact_phone     text    not null,
    warning_emails    text[]  not null,
    agreement_date    date,
    valid_from        date,
    valid_to          date,
    primary key (receiver, version),
    constraint receiver_has_an_address_or_a_host
        check ((cardinality(address) > 0) <> (host is not null)),
    constraint receiver_ends_after_it_begins check (valid_to >= valid_from)
);

create trigger receiver_version_is_append_only before update or delete on receiver_version
    for each row execute function refuse_change();
create trigger receiver_version_is_never_emptied before truncate on receiver_version
    for each statement execute function refuse_change();

-- A receiver keeps its numbers, stays, and only ever gets newer versions.
create function refuse_another_receiver() returns trigger language plpgsql as $$
begin
    if new.municipality <> old.municipality or new.district <> old.district
       or new.version <> old.version + 1 then
        raise exception using errcode = 'restrict_violation',
            message = 'a receiver keeps its numbers and gets one version after the other';
    end if;
    return new;
end $$;
create trigger receiver_keeps_its_numbers before update on receiver
    for each row execute function refuse_another_receiver();
create trigger receiver_stays before delete on receiver
    for each row execute function refuse_change();

-- Municipality numbers that went out of use.
create table renumbering (
    number     text   primary key check (number ~ '^[0-9]{4}$'),
    successors text[] not null check (cardinality(successors) >= 1),
    in_force   date   not null,
    source     text   not null
);

grant select, insert on receiver, receiver_version, renumbering to reservepost_night;
-- The whole table, as locking it needs that; the trigger above keeps the numbers.
grant update on receiver to reservepost_night;
grant update (successors, in_force, source) on renumbering to reservepost_night;
