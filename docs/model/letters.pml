/* Gathering, typesetting, and what a municipality may say. */

/* batch/letters/gather.cpp: a due report gets a letter, in one transaction with its new state. Any
 * moment may be the one at which it is due. */
#define CAN_GATHER(whose) (report_is[whose] == report_waiting)

inline gather(whose)
{
    report_goes(report_is[whose], report_posting);
    new_letter(whose, letter_gathered)
}

#define MAY_CLAIM(piece) \
    (letter_is[(piece) % LETTERS] == letter_gathered && !HAS(letter_locked, (piece) % LETTERS))
#define CAN_CLAIM (MAY_CLAIM(0) || MAY_CLAIM(1) || MAY_CLAIM(2) || MAY_CLAIM(3))

/* batch/letters/typeset.cpp: two workers, of one process or of two. Each claims the first letter that
 * no other has (SKIP LOCKED), composes it with its row locked, and commits. One that dies lets go of
 * the lock and leaves the letter as it was. As they are alike, the second only helps the first. */
active [2] proctype worker()
{
    byte piece;
end:
    do
    :: atomic { CAN_CLAIM && (_pid == 0 || letter_locked != 0) ->
            do
            :: MAY_CLAIM(piece) -> break
            :: else -> piece++
            od;
            letter_locked = letter_locked | BIT(piece)
        }
        atomic {
            if
            :: letter_goes(letter_is[piece], letter_typeset)
            :: doubts > 0 -> doubts--; letter_goes(letter_is[piece], letter_held)
            :: faults > 0 -> faults--
            fi;
            letter_locked = letter_locked & ~BIT(piece);
            piece = 0
        }
    od
}

/* A person looks at held letters (batch/letters/held.cpp, release). */
#define IS_HELD(piece) ((piece) < LETTERS && letter_is[(piece) % LETTERS] == letter_held)

active proctype officer()
{
    byte piece;
end:
    do
    :: atomic { IS_HELD(0) || IS_HELD(1) || IS_HELD(2) || IS_HELD(3) ->
            do
            :: IS_HELD(piece) -> break
            :: else -> piece++
            od;
            letter_goes(letter_is[piece], letter_gathered);
            piece = 0
        }
    od
}

/* batch/letters/answers.cpp. Each answer is one transaction under the lock of the report's row, and
 * waits for the locks of its letters. */
#define ON_PAPER(piece, whose) (letter_of[piece] == whose && \
    (letter_is[piece] == letter_packed || letter_is[piece] == letter_sent))
#define OPEN(piece, whose) (letter_of[piece] == whose && (letter_is[piece] == letter_gathered || \
    letter_is[piece] == letter_typeset || letter_is[piece] == letter_held))

/* A row lock that somebody else holds is waited for. */
#define IS_FREE(piece, whose) \
    (letter_of[(piece) % LETTERS] != whose || !HAS(letter_locked, (piece) % LETTERS))
#define LETTERS_FREE(whose) \
    (IS_FREE(0, whose) && IS_FREE(1, whose) && IS_FREE(2, whose) && IS_FREE(3, whose))

inline record_late(whose)
{
    late[whose] = true
}

inline confirm(whose)
{
    if
    :: report_is[whose] == 0 -> early[whose] = true
    :: report_is[whose] == report_waiting || report_is[whose] == report_posting ->
        past_return = false;
        for (piece : 0 .. LETTERS - 1) {
            past_return = past_return || ON_PAPER(piece, whose)
        }
        if
        :: past_return -> record_late(whose)
        :: else ->
            for (piece : 0 .. LETTERS - 1) {
                if
                :: OPEN(piece, whose) ->
                    letter_goes(letter_is[piece], letter_withdrawn);
                    letter_job[piece] = 0
                :: else
                fi
            }
            report_goes(report_is[whose], report_confirmed);
            confirmed[whose] = true
        fi;
        past_return = false;
        piece = 0
    :: report_is[whose] == report_posted -> record_late(whose)
    :: else
    fi
}

/* One that waits is due at once, which it may be anyway. */
inline reject(whose)
{
    if
    :: report_is[whose] == report_confirmed || report_is[whose] == report_deleting ->
        incident[whose] = true
    :: else
    fi
}

/* batch/letters/reopen.cpp: also for a case system that confirmed and stored nothing. */
inline reopen(whose)
{
    report_goes(report_is[whose], report_posting);
    new_letter(whose, letter_gathered);
    late[whose] = false;
    incident[whose] = false;
    confirmed[whose] = false;
    reopened[whose]++
}

#define CAN_REOPEN(whose) \
    (further > 0 && (report_is[whose] == report_posted || report_is[whose] == report_confirmed))
#define CAN_ANSWER(whose) ((answers > 0 || CAN_REOPEN(whose)) && LETTERS_FREE(whose) && \
    (report_is[whose] != 0 || intake_turn == NOBODY))

inline answer(whose)
{
    if
    :: answers > 0 -> answers--; confirm(whose)
    :: answers > 0 -> answers--; reject(whose)
    :: CAN_REOPEN(whose) ->
        further--;
        reopen(whose)
    fi
}

active proctype municipality()
{
    byte piece;
    bool past_return;
end:
    do
    :: atomic { CAN_ANSWER(0) -> answer(0) }
    :: atomic { CAN_ANSWER(1) -> answer(1) }
    od
}
