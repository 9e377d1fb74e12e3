-- The words of letters: every version that a letter was ever made from, and what receivers say in
-- their own words. Nothing personal is in them.

-- A template, or a file of own words, by the hash of its octets.
create table words_file (
    digest   sha256 primary key,
    kind     code not null,
    language text not null check (language ~ '^[a-z]{2}$'),
    version  int  not null check (version >= 1),
    own      boolean not null,  -- a receiver's own words; otherwise a template of the program
    content  text not null,     -- exactly the file
    kept_at  timestamptz not null
);
create trigger words_file_is_append_only before update or delete on words_file
    for each row execute function refuse_change();
create trigger words_file_is_never_emptied before truncate on words_file
    for each statement execute function refuse_change();

-- The files that one letter's words come from: its own template, and that of the confirmation on
-- the sheet behind it.
create table wording (
    digest            sha256 primary key,
    template          sha256 not null references words_file,
    own_words         sha256 references words_file,
    enclosed_template sha256 references words_file,
    enclosed_words    sha256 references words_file
);
create trigger wording_is_append_only before update or delete on wording
    for each row execute function refuse_change();
create trigger wording_is_never_emptied before truncate on wording
    for each statement execute function refuse_change();

alter table letter add column wording sha256 references wording;

-- What a receiver says in its own words today.
create table own_words (
    receiver bigint not null references receiver,
    kind     code not null,
    language text not null check (language ~ '^[a-z]{2}$'),
    digest   sha256 not null references words_file,
    set_at   timestamptz not null,
    primary key (receiver, kind, language)
);

grant select, insert on words_file, wording to reservepost_night;
grant select, insert, update, delete on own_words to reservepost_night;
