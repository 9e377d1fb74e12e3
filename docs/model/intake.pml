/* Intake: the five points of batch/intake/take_in.h, and adoption. */

/* A row under `record`. A confirmation that came before is applied in the same transaction. */
inline write_candidate(whose, record)
{
    record_of[whose] = record;
    report_is[whose] = report_waiting;
    if
    :: early[whose] ->
        early[whose] = false;
        report_goes(report_is[whose], report_confirmed);
        confirmed[whose] = true
    :: else
    fi
}

/* What the books know of the reference: a row, or that its original was deleted before. */
#define IS_KNOWN(whose) \
    (report_is[whose] != 0 && report_is[whose] != report_deleting && report_is[whose] != report_deleted)
#define WAS_DELETED(whose) (report_is[whose] == report_deleting || report_is[whose] == report_deleted)

inline end_intake()
{
    intake_turn = NOBODY;
    ring_shared = NOBODY
}

#define MAY_TAKE_IN (intake_turn == NOBODY && ring_locked == NOBODY)

/* Takes in the file of one report. The transaction is open from the first step to the commit, and
 * the vault is written to inside it. */
inline take_in(whose, wanted)
{
    atomic {
        wanted && MAY_TAKE_IN;
        intake_turn = _pid;
        ring_shared = _pid;
        fresh = 2 * (whose) + HAS(used_records, 2 * (whose));
        assert(!HAS(used_records, fresh))
    }
    if
    :: atomic { IS_KNOWN(whose) -> end_intake() }
    :: !IS_KNOWN(whose) ->
        atomic { used_records = used_records | BIT(fresh); content = content | BIT(fresh) }  /* 1. content synced in every store */
        keys[ring] = keys[ring] | BIT(fresh);         /*    and its key */
        assert(OPENS(fresh));                         /* 2. read back and opened */
        atomic {                                      /* 3. the row committed */
            if
            :: WAS_DELETED(whose) -> quarantined = quarantined | BIT(fresh)
            :: else -> write_candidate(whose, fresh)
            fi;
            end_intake()
        }
    fi;
    fresh = 0
}

/* An entry that has no row: only an intake that was cut off leaves one. */
#define HAS_ROW(number) (HAS(spare_copies | quarantined, number) || \
    (report_is[REPORT_OF(number)] != 0 && record_of[REPORT_OF(number)] == number))
#define IS_ORPHAN(number) (HAS(content, number) && !HAS_ROW(number))
#define HAS_ORPHAN (intake_turn == NOBODY && ring_locked == NOBODY && \
    (IS_ORPHAN(0) || IS_ORPHAN(1) || IS_ORPHAN(2) || IS_ORPHAN(3)))

/* batch/intake/take_in.cpp, adopt_entries: rows for entries that open; one that opens nowhere is set
 * aside. */
inline adopt_entries()
{
    for (number : 0 .. RECORDS - 1) {
        if
        :: !IS_ORPHAN(number)
        :: IS_ORPHAN(number) && !OPENS(number) -> content = content & ~BIT(number)
        :: IS_ORPHAN(number) && OPENS(number) && IS_KNOWN(REPORT_OF(number)) ->
            spare_copies = spare_copies | BIT(number)
        :: IS_ORPHAN(number) && OPENS(number) && WAS_DELETED(REPORT_OF(number)) ->
            quarantined = quarantined | BIT(number)
        :: IS_ORPHAN(number) && OPENS(number) && report_is[REPORT_OF(number)] == 0 ->
            write_candidate(REPORT_OF(number), number)
        fi
    }
    number = 0
}

/* `reservepost intake`, called by the portal until it hears "taken in". */
proctype intake_command()
{
    byte fresh;
    {
        take_in(1, true);
        atomic { answered[1] = true; command = NOBODY }   /* 4. the answer */
    } unless {
        atomic {
            killed == _pid;
            killed = NOBODY;
            fresh = 0;
            if :: intake_turn == _pid -> end_intake() :: else fi;
            command = run intake_command()
        }
    }
}
