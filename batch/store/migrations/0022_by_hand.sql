-- A letter that no machine can take is printed on a printer of our own and posted by hand. It is a
-- job of one piece, for a house called "by-hand" whose generation is 00: a number that no print
-- house ever gets. What a print house says with receipts, two persons say here.

alter table job_counter drop constraint job_counter_generation_check;
alter table job_counter add check (generation between 0 and 99);
alter table job_counter add constraint generation_0_is_printed_here
    check ((generation = 0) = (house = 'by-hand'));

-- What one person asks for, and another one says too: to print a letter here, and that it is posted.
create table hand_word (
    letter      bigint not null references letter,
    step        text not null check (step in ('print', 'posted')),
    printer     code,
    posted_on   date,
    said_at     timestamptz not null,
    said_by     actor_name not null,
    seconded_at timestamptz,
    seconded_by actor_name,
    primary key (letter, step),
    check ((step = 'print') = (printer is not null) and (step = 'posted') = (posted_on is not null)),
    constraint hand_word_is_seconded_by_another check (seconded_by <> said_by),
    constraint hand_word_is_seconded_by_somebody
        check ((seconded_at is null) = (seconded_by is null))
);

-- Whoever said something may say it otherwise until another one has said it too.
create function refuse_another_hand_word() returns trigger language plpgsql as $$
begin
    if old.seconded_at is not null or new.letter <> old.letter or new.step <> old.step
       or new.said_by <> old.said_by
       or (new.seconded_at is not null and (new.printer, new.posted_on, new.said_at)
           is distinct from (old.printer, old.posted_on, old.said_at)) then
        raise exception using errcode = 'restrict_violation',
            message = 'what two persons said stays what it was';
    end if;
    return new;
end $$;
create trigger hand_word_stays_as_seconded before update on hand_word
    for each row execute function refuse_another_hand_word();
create trigger hand_word_stays before delete or truncate on hand_word
    for each statement execute function refuse_removal();

-- The gate of deletion believes receipts; so the database itself wants two names before it takes
-- one of a letter that was posted by hand.
create function refuse_posted_by_one() returns trigger language plpgsql as $$
begin
    if not exists (select from letter l join hand_word w on w.letter = l.id
                   where l.job = new.job and w.step = 'posted' and w.seconded_at is not null) then
        raise exception using errcode = 'restrict_violation',
            message = 'that a letter was posted by hand is said by two persons';
    end if;
    return new;
end $$;
create trigger receipt_of_two before insert or update on receipt
    for each row when (new.job like '00%') execute function refuse_posted_by_one();

grant select, insert on hand_word to reservepost_night;
grant update (printer, posted_on, said_at, seconded_at, seconded_by) on hand_word
    to reservepost_night;
