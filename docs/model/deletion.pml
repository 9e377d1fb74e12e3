/* Deletion: the gate, and the seven steps of batch/deletion/delete_originals.h. */

/* The newest forwarding letter of a report; LETTERS where there is none. */
#define IS_OF(whose, piece) \
    ((piece) < LETTERS && letter_is[(piece) % LETTERS] != 0 && letter_of[(piece) % LETTERS] == whose)
#define NEWEST(whose) (IS_OF(whose, 3) -> 3 : (IS_OF(whose, 2) -> 2 : \
    (IS_OF(whose, 1) -> 1 : (IS_OF(whose, 0) -> 0 : LETTERS))))
#define IS_MAILED(whose) \
    (NEWEST(whose) < LETTERS && letter_is[NEWEST(whose) % LETTERS] == letter_mailed)

/* jobs_over and outbox_files_gone. */
#define JOB_OF(piece) (letter_job[(piece) % LETTERS] - 1)
#define IS_THROUGH(whose, piece) (!IS_OF(whose, piece) || letter_job[(piece) % LETTERS] == 0 || \
    (job_over[JOB_OF(piece)] && outbox_empty[JOB_OF(piece)]))
#define JOBS_ARE_OVER(whose) (IS_THROUGH(whose, 0) && IS_THROUGH(whose, 1) && \
    IS_THROUGH(whose, 2) && IS_THROUGH(whose, 3))

/* batch/deletion/gate.cpp, what_keeps. The retention may run out at any time. */
#define GATE_IS_OPEN(whose) (!incident[whose] && JOBS_ARE_OVER(whose) && \
    (report_is[whose] == report_confirmed || \
     (report_is[whose] == report_posted && IS_MAILED(whose))))

#define IS_DELETING(whose) (report_is[whose] == report_deleting)

/* batch/deletion/settle.cpp, remove_uncommitted_ring: one that was prepared and never committed. */
#define HAS_NEWER_RING (ring + 1 < RINGS && HAS(ring_files, ring + 1))
#define RING_IS_FREE (ring_shared == NOBODY && ring_locked == NOBODY)

/* batch/deletion/settle.cpp, destroy_older_rings: when every deletion is finished. */
#define HAS_OLDER_RING (ring > 0 && HAS(ring_files, ring - 1) && !IS_DELETING(0) && !IS_DELETING(1))

/* batch/deletion/delete_originals.cpp, choose: under the row's lock, with the ring's row shared. */
inline choose(whose)
{
    assert(confirmed[whose] || HAS(posted, NEWEST(whose)));  /* promise: nothing goes unproved */
    report_goes(report_is[whose], report_deleting);
    old_ring[whose] = ring
}

/* pass_gate: one transaction. The step needs `recover`, which has finished what was begun before. */
#define CAN_PASS_GATE (log_locked == _pid && ring_locked == NOBODY && !IS_DELETING(0) && \
    !IS_DELETING(1) && !HAS_NEWER_RING && !HAS_OLDER_RING && (GATE_IS_OPEN(0) || GATE_IS_OPEN(1)))

inline pass_gate()
{
    atomic {
        OWNS && CAN_PASS_GATE;
        if
        :: GATE_IS_OPEN(0) -> choose(0)
        :: GATE_IS_OPEN(1) -> choose(1)
        :: GATE_IS_OPEN(0) && GATE_IS_OPEN(1) -> choose(0); choose(1)
        fi
    }
}

#define RECORD_IF(whose, state) \
    (report_is[whose] == state -> BIT(record_of[whose]) : 0)
#define RECORDS_IN(state) (RECORD_IF(0, state) | RECORD_IF(1, state))
#define REPORTS_IN(state) ((report_is[0] == state) | ((report_is[1] == state) << 1))

#define OLD_RING(whose) (report_is[whose] == report_deleting -> old_ring[whose] : 0)

/* Step 2. The row's lock waits until every intake in flight has ended. */
inline replace_ring()
{
    atomic {
        CHECK_OWNERSHIP;
        ring_shared == NOBODY && ring_locked == NOBODY;
        ring_locked = _pid
    }
    if
    :: ring <= OLD_RING(0) || ring <= OLD_RING(1) ->
        atomic {                                      /*    prepared in every store */
            keys[ring + 1] = keys[ring] & ~(RECORDS_IN(report_deleting) | spare_copies);
            ring_files = ring_files | BIT(ring + 1)
        }
        atomic { ring++; ring_locked = NOBODY }       /*    committed */
    :: else -> ring_locked = NOBODY
    fi
}

inline destroy_ring(old)
{
    atomic { ring_files = ring_files & ~BIT(old); keys[old] = 0 }
}

#define CAN_FINISH (log_locked == _pid && !HAS_NEWER_RING && (IS_DELETING(0) || IS_DELETING(1)))

/* Goes on with every deletion that was begun, by this run or by one before it. */
inline finish_deletions()
{
    atomic {                                          /* 1. intent leaves */
        OWNS && CAN_FINISH;
        log_intent = log_intent | REPORTS_IN(report_deleting)
    }
    replace_ring();                                   /* 2. a new ring without their keys */
    destroy_ring(ring - 1);                           /* 3. the old ring destroyed */
    atomic {                                          /* 4. content files, digests */
        CHECK_OWNERSHIP;
        spares = spare_copies & ~keys[ring];
        content = content & ~(RECORDS_IN(report_deleting) | spares);
        spare_copies = spare_copies & ~spares;
        spares = 0
    }
    atomic {                                          /* 5. absence proved 6. deleted leaves */
        assert(((content | keys[0] | keys[1] | keys[2]) & RECORDS_IN(report_deleting)) == 0);
        log_deleted = log_deleted | REPORTS_IN(report_deleting)
    }
    atomic {                                          /* 7. published; the books */
        CHECK_OWNERSHIP;
        for (whose : 0 .. REPORTS - 1) {
            if
            :: IS_DELETING(whose) -> report_goes(report_is[whose], report_deleted)
            :: else
            fi
        }
        whose = 0
    }
}
