/* Packing, sending and receipts. */

/* batch/spool/pack.cpp, number_job: a number of the house, and every letter that is typeset. */
#define IS_PACKABLE(piece) \
    (letter_is[(piece) % LETTERS] == letter_typeset && letter_job[(piece) % LETTERS] == 0)
#define CAN_NUMBER (jobs < JOBS && \
    (IS_PACKABLE(0) || IS_PACKABLE(1) || IS_PACKABLE(2) || IS_PACKABLE(3)))

inline number_job()
{
    jobs++;
    job_is[jobs - 1] = job_numbered;
    for (piece : 0 .. LETTERS - 1) {
        if :: IS_PACKABLE(piece) -> letter_job[piece] = jobs :: else fi
    }
    piece = 0
}

/* The letters that the job has now, as read_plan and is_still_so read them. */
inline read_pieces(found)
{
    found = 0;
    for (piece : 0 .. LETTERS - 1) {
        if
        :: letter_is[piece] == letter_typeset && letter_job[piece] == package + 1 ->
            found = found | BIT(piece)
        :: else
        fi
    }
    piece = 0
}

/* The file's letters: all of the job's but perhaps one whose frames differ now (make_job_file). */
inline choose_pieces()
{
    read_pieces(pieces);
    if
    :: doubts > 0 && pieces != 0 ->
        doubts--;
        do
        :: HAS(pieces, piece) -> break
        :: else -> piece++
        od;
        differing = BIT(piece);
        pieces = pieces & ~differing;
        piece = 0
    :: true
    fi
}

inline set_back()
{
    for (piece : 0 .. LETTERS - 1) {
        if
        :: HAS(differing, piece) && letter_is[piece] == letter_typeset ->
            letter_goes(letter_is[piece], letter_gathered);
            letter_job[piece] = 0
        :: else
        fi
    }
    piece = 0;
    differing = 0
}

/* The rows, locked, are those that the file was made from: the job is closed, or dissolved. */
inline close_job()
{
    read_pieces(still);
    if
    :: still == pieces && pieces == 0 ->
        job_goes(job_is[package], job_dissolved);
        job_over[package] = true;
        outbox_empty[package] = true
    :: still == pieces && pieces != 0 ->
        for (piece : 0 .. LETTERS - 1) {
            if
            :: HAS(pieces, piece) -> letter_goes(letter_is[piece], letter_packed)
            :: else
            fi
        }
        piece = 0;
        closed_file[package] = outbox[package];
        job_goes(job_is[package], job_closed)
    :: else
    fi;
    still = 0;
    pieces = 0
}

#define IS_NUMBERED(package) (job_is[(package) % JOBS] == job_numbered)
#define HAS_NUMBERED \
    (IS_NUMBERED(0) || IS_NUMBERED(1) || IS_NUMBERED(2) || IS_NUMBERED(3))

/* batch/spool/pack.cpp, close: one round of it. Where the file is not what the rows say, the next
 * round makes it anew, in this run or in another. */
inline close_numbered_job()
{
    atomic {
        OWNS && HAS_NUMBERED;
        do
        :: IS_NUMBERED(package) -> break
        :: else -> package++
        od;
        outbox[package] = 0                           /* remove_unfinished_files */
    }
    atomic { choose_pieces() }                        /* read_plan, make_job_file */
    atomic {
        if
        :: pieces != 0 && outbox[package] == 0 ->     /* 2. the sealed file synced in the outbox */
            sealings[package]++;
            outbox[package] = FILE(sealings[package], pieces)
        :: pieces != 0 && outbox[package] != 0 -> goto failed     /* never over an existing one */
        :: else
        fi
    }
    atomic {                                          /* 3. letters packed, job closed */
        CHECK_OWNERSHIP;
        set_back();
        close_job();
        package = 0
    }
}

/* batch/spool/send.cpp, write_sent: within a transaction. */
inline write_sent()
{
    for (piece : 0 .. LETTERS - 1) {
        if
        :: letter_is[piece] == letter_packed && letter_job[piece] == package + 1 ->
            letter_goes(letter_is[piece], letter_sent)
        :: else
        fi
    }
    piece = 0;
    job_goes(job_is[package], job_sent)
}

/* One that waits for a receipt after its rename was tried goes again only when it has waited for
 * long enough, which may be at any time. */
#define IS_OUTGOING(package) (job_is[package] == job_closed || job_is[package] == job_sending)

/* batch/spool/send.cpp, hand_over. What a fault of the world stops is taken up by the next run. */
inline hand_over(chosen)
{
    atomic {
        chosen < JOBS && OWNS && IS_OUTGOING(chosen % JOBS);
        package = chosen;
        if                                            /* 3. mark_sending */
        :: job_is[package] == job_closed -> job_goes(job_is[package], job_sending)
        :: else
        fi
    }
    if
    :: final_file[package] == 0 ->
        atomic {                                      /* checked_file */
            assert(!OWNS || outbox[package] == closed_file[package]);
            if :: outbox[package] != closed_file[package] -> goto failed :: else fi;
            if                                        /* withdraw_rename */
            :: partial_file[package] != 0 && OWNS -> rename_tried[package] = false
            :: else
            fi;
            partial_file[package] = HALF              /* 4. upload to a temporary name */
        }
        atomic {                                      /*    which another may have renamed */
            if
            :: partial_file[package] != 0 -> partial_file[package] = closed_file[package]
            :: partial_file[package] == 0 && final_file[package] == HALF ->
                final_file[package] = closed_file[package]
            :: else
            fi
        }
        atomic {                                      /* 5. read_back, mark_rename_tried */
            CHECK_OWNERSHIP;
            if :: partial_file[package] != closed_file[package] -> goto failed :: else fi;
            rename_tried[package] = true
        }
        atomic {                                      /* 6. publish, never over an existing file */
            if :: partial_file[package] == 0 || final_file[package] != 0 -> goto failed :: else fi;
            final_file[package] = partial_file[package];
            partial_file[package] = 0
        }
    :: final_file[package] != 0
    fi;
    atomic { CHECK_OWNERSHIP; write_sent(); package = 0 }  /* 7. mark_sent */
}

/* batch/spool/piece_changes.cpp, make_again: a new letter takes the place of one that never arrived,
 * unless the municipality has the report meanwhile. */
inline make_again(whose, first)
{
    if
    :: report_is[whose] == report_posting && late[whose] ->
        report_goes(report_is[whose], report_confirmed);
        confirmed[whose] = true
    :: report_is[whose] == report_posting && !late[whose] -> new_letter(whose, first)
    :: else
    fi
}

/* What a receipt says of one letter: mailed, damaged, returned. */
inline change_piece()
{
    if
    :: HAS(said_mailed[package], piece) && letter_is[piece] == letter_sent ->
        letter_goes(letter_is[piece], letter_mailed);
        if
        :: report_is[letter_of[piece]] == report_posting ->
            report_goes(report_is[letter_of[piece]], report_posted)
        :: else
        fi
    :: HAS(said_damaged[package], piece) && letter_is[piece] == letter_sent ->
        letter_goes(letter_is[piece], letter_superseded);
        make_again(letter_of[piece], letter_gathered)
    :: HAS(said_returned[package], piece) && letter_is[piece] == letter_mailed ->
        letter_goes(letter_is[piece], letter_returned);
        incident[letter_of[piece]] = true;
        if
        :: report_is[letter_of[piece]] == report_posted ->
            reopened[letter_of[piece]]++;
            report_goes(report_is[letter_of[piece]], report_posting);
            new_letter(letter_of[piece], letter_held)
        :: else
        fi
    :: else
    fi
}

#define FIRST_OF_FAULT(package) (said_rejected[package] == FAULT_IN_FILE -> letter_held : letter_gathered)

/* A receipt of the whole job, refused: every letter of it is made again. */
inline reject_job()
{
    job_goes(job_is[package], job_rejected);
    job_over[package] = true;
    for (piece : 0 .. LETTERS - 1) {
        if
        :: letter_is[piece] == letter_sent && letter_job[piece] == package + 1 ->
            letter_goes(letter_is[piece], letter_superseded);
            make_again(letter_of[piece], FIRST_OF_FAULT(package))
        :: else
        fi
    }
    piece = 0
}

/* batch/spool/apply_receipts.cpp, change_job: a receipt also proves a hand-over that nobody wrote
 * down. */
inline change_job()
{
    if
    :: job_is[package] == job_sending && (said_received[package] || said_rejected[package] != NOT_REJECTED) ->
        write_sent()
    :: else
    fi;
    if
    :: job_is[package] == job_sent && said_rejected[package] != NOT_REJECTED -> reject_job()
    :: job_is[package] == job_sent && said_received[package] -> job_goes(job_is[package], job_received)
    :: else
    fi
}

/* What lies at the house and is not in the books yet. */
#define IS_ANSWERED(package) ((job_is[package] == job_sending || job_is[package] == job_sent) && \
    (said_received[package] || said_rejected[package] != NOT_REJECTED))
#define IS_TOLD(piece, package) (letter_job[(piece) % LETTERS] == package + 1 && \
    (HAS(said_mailed[package] | said_damaged[package], (piece) % LETTERS) && \
         letter_is[(piece) % LETTERS] == letter_sent || \
     HAS(said_returned[package], (piece) % LETTERS) && letter_is[(piece) % LETTERS] == letter_mailed))
#define PIECES_ARE_TOLD(package) (job_is[package] != job_closed && job_is[package] != job_sending && \
    (IS_TOLD(0, package) || IS_TOLD(1, package) || IS_TOLD(2, package) || IS_TOLD(3, package)))
#define IS_ENDED(package) (said_closed[package] && job_is[package] == job_received)

/* batch/spool/apply_receipts.cpp, apply_one: the receipts of a job in their order, each of them one
 * transaction. */
inline apply_one(chosen)
{
    package = chosen;
    if
    :: IS_ANSWERED(package) -> change_job()
    :: !IS_ANSWERED(package) && PIECES_ARE_TOLD(package) ->
        for (piece : 0 .. LETTERS - 1) {
            if :: IS_TOLD(piece, package) -> change_piece() :: else fi
        }
        piece = 0
    :: !IS_ANSWERED(package) && !PIECES_ARE_TOLD(package) ->
        job_goes(job_is[package], job_settled);
        job_over[package] = true
    fi;
    package = 0
}

#define HAS_RECEIPT(package) (IS_ANSWERED(package) || PIECES_ARE_TOLD(package) || IS_ENDED(package))

/* empty_outbox: the sealed file of a job goes when the job is over, and its row says so. */
#define HAS_LEFT_FILE(package) (job_over[package] && !outbox_empty[package])

inline apply_receipts(chosen)
{
    if
    :: atomic { chosen < JOBS && OWNS && HAS_RECEIPT(chosen % JOBS) -> apply_one(chosen % JOBS) }
    :: atomic { chosen < JOBS && OWNS && HAS_LEFT_FILE(chosen % JOBS) ->
            outbox[chosen % JOBS] = 0 }
        atomic { outbox_empty[chosen % JOBS] = true }
    fi
}
