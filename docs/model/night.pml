/* The night's work, with two reports, two workers, the municipality, the print house and a fault.
 * README.md says what is modelled, what is not, and how to read a trail. */

#ifndef FAULTS
#define FAULTS 1
#endif
#ifndef ANSWERS
#define ANSWERS 2
#endif
#ifndef FURTHER
#define FURTHER 1
#endif
#ifndef DOUBTS
#define DOUBTS 1
#endif
#ifdef ONE_REPORT
#define COMING 1
#else
#define COMING 2
#endif
#ifdef LOST_NIGHT
#define HALVES COMING /* half a file is refused, and its letters are made again */
#else
#define HALVES 0
#endif
#define LETTERS (COMING + FURTHER + HALVES)
#define JOBS (LETTERS + DOUBTS)
#if LETTERS > 4 || JOBS > 4
#error "the model is written for at most four letters and four jobs"
#endif

#include "states.pml"
#include "world.pml"
#include "intake.pml"
#include "letters.pml"
#include "spool.pml"
#include "house.pml"
#include "deletion.pml"

#include "promises.pml"

/* NightOwnership::take: the session's lock, and the row, for which a step under way is waited. */
inline take_night()
{
    night_lock == NOBODY && ring_locked == NOBODY;
    night_lock = _pid;
    night_token = _pid
}

/* PostgreSQL and the kernel let go of what a process held. */
inline let_go()
{
    if :: intake_turn == _pid -> end_intake() :: else fi;
    if :: ring_locked == _pid -> ring_locked = NOBODY :: else fi;
    if :: log_locked == _pid -> log_locked = NOBODY :: else fi;
    if :: night_lock == _pid -> night_lock = NOBODY :: else fi;
    if :: night_token == _pid -> night_token = NOBODY :: else fi
}

/* batch/night.cpp, run_night, one run after another, and `run --only STEP`: the steps in any order,
 * each as soon as there is something for it to do, after what `recover` must do first. */
proctype night()
{
    byte whose, number, piece, package, pieces, differing, still, fresh, spares;
    {
        atomic { take_night() }
failed: /* a step has thrown: the next run takes up */
        atomic { package = 0; pieces = 0; differing = 0 }
end:
        do
        :: atomic { OWNS && HAS_NEWER_RING && RING_IS_FREE -> destroy_ring(ring + 1) }  /* recover */
        :: atomic { OWNS && HAS_ORPHAN -> adopt_entries() }
        :: atomic { OWNS && HAS_OLDER_RING && RING_IS_FREE -> destroy_ring(ring - 1) }
        :: atomic { OWNS && log_locked == NOBODY -> log_locked = _pid }   /* one writer */
        :: finish_deletions()
        :: close_numbered_job()
        :: take_in(0, OWNS && inbox); atomic { inbox = false; answered[0] = true }
        :: apply_receipts(0)                                              /* receipts */
        :: apply_receipts(1)
        :: apply_receipts(2)
        :: apply_receipts(3)
        :: pass_gate()                                                    /* delete */
        :: atomic { OWNS && CAN_GATHER(0) -> gather(0) }
        :: atomic { OWNS && CAN_GATHER(1) -> gather(1) }
        :: atomic { OWNS && CAN_NUMBER -> number_job() }                    /* pack */
        :: hand_over(0)                                                     /* send */
        :: hand_over(1)
        :: hand_over(2)
        :: hand_over(3)
        :: atomic { !OWNS -> goto beaten }
        od
    } unless {
        atomic { killed == _pid -> killed = NOBODY; run night() }
    }
beaten:
    atomic {
        let_go();
        whose = 0; number = 0; piece = 0; package = 0; pieces = 0; differing = 0; still = 0; fresh = 0;
        spares = 0
    }
}

/* A process is killed between any two of its steps; or the night's connection to the database is
 * lost, another run takes the night over, and the first one does not know it yet. */
active proctype fault()
{
end:
    do
    :: atomic { faults > 0 && killed == NOBODY && night_lock != NOBODY ->
        faults--;
#ifdef LOST_NIGHT
        night_lock = NOBODY;
        run night()
#else
        killed = night_lock
#endif
        }
    :: atomic { faults > 0 && killed == NOBODY && command != NOBODY -> faults--; killed = command }
    od
}

init
{
    atomic {
#ifndef ONE_REPORT
        command = run intake_command();
#endif
        run night()
    }
}
