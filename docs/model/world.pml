/* Everything that is there after a crash, and the locks, which are not: PostgreSQL frees them with
 * the session that held them. A set of records or letters is a byte with a bit for each. */

#define REPORTS 2
#define RECORDS 4 /* a report may be stored twice: by an intake that was cut off, and by the next */
#define RINGS (REPORTS + 1)
#define NOBODY 255

#define BIT(number) (1 << (number))
#define HAS(set, number) (((set) >> (number)) & 1)
#define REPORT_OF(record) ((record) >> 1)

/* The database: a report without a row is 0, and so are letters and jobs that were never made. */
mtype:report report_is[REPORTS];
byte record_of[REPORTS];   /* under which its content and key lie */
bool early[REPORTS];       /* a confirmation is kept for a report that is not here yet */
bool late[REPORTS];        /* confirmed when its letter was on its way */
bool incident[REPORTS];    /* open on it: a late rejection, or a letter that came back */
byte old_ring[REPORTS];    /* of a deletion: the ring that had its key */
mtype:letter letter_is[LETTERS];
byte letter_of[LETTERS];   /* its report */
byte letter_job[LETTERS];  /* job and one; 0: none */
byte letters;
mtype:job job_is[JOBS];
byte closed_file[JOBS];    /* the file's SHA-256, and with it the manifest */
bool rename_tried[JOBS];
bool job_over[JOBS];
bool outbox_empty[JOBS];
byte jobs;
byte used_records;         /* no record id is drawn twice */
byte spare_copies;         /* set of records */
byte quarantined;          /* set of records: stored again after the original was deleted */
byte ring;                 /* the row `vault.ring` */
byte night_token = NOBODY; /* the row `night` */

/* Locks of the database. */
byte night_lock = NOBODY;
byte intake_turn = NOBODY;
byte ring_shared = NOBODY; /* only intakes hold it, one at a time */
byte ring_locked = NOBODY;
byte letter_locked;        /* set of letters that a worker composes */

/* The vault, all its stores as one: a record opens where its content is there and its key in the
 * ring that holds. */
byte content;              /* set of records */
byte keys[RINGS];          /* sets of records */
byte ring_files = BIT(0);  /* which rings lie in the key places */

/* The deletion log: sets of reports. */
byte log_intent;
byte log_deleted;
byte log_locked = NOBODY;

/* Files outside. A file is the set of letters in it and a number of its own, as sealing the same
 * letters twice gives two files; the house tells packages apart by the manifest, which is the set. */
#define FILE(number, pieces) (((number) << LETTERS) | (pieces))
#define MANIFEST(file) ((file) & (BIT(LETTERS) - 1))
#define HALF 128           /* what an upload has brought so far */
bool inbox = true;         /* report 0 lies in the inbox; report 1 comes by the command */
byte outbox[JOBS];
byte sealings[JOBS];
byte partial_file[JOBS];   /* at the house, under the temporary name */
byte final_file[JOBS];     /* at the house, under the final name */

/* What the house remembers, and its receipts: sets of letters. */
byte seen_manifest[JOBS];
byte open_pieces[JOBS];
bool said_received[JOBS];
byte said_mailed[JOBS];
byte said_damaged[JOBS];
byte said_returned[JOBS];
bool said_closed[JOBS];
#define NOT_REJECTED 0
#define FAULT_OF_HOUSE 1
#define FAULT_IN_FILE 2
byte said_rejected[JOBS];

/* What really happened, for the promises: no process asks these. */
bool answered[REPORTS];    /* "taken in" was said, or its file was taken from the inbox */
bool confirmed[REPORTS];   /* "confirmed; no letter will be made" was said, and not undone */
byte reopened[REPORTS];    /* how often a further letter was asked for */
byte posted;               /* set of letters that the house gave to the post */

/* How much may still happen in one life of the model. */
byte faults = FAULTS;      /* processes killed, nights lost */
byte answers = ANSWERS;    /* confirmations and rejections */
byte further = FURTHER;    /* letters beyond the first of each report */
byte doubts = DOUBTS;      /* letters that are held, or whose frames differ */
byte killed = NOBODY;      /* the process that must die now */
byte command = NOBODY;     /* the intake that runs beside the night */

#define OPENS(record) (HAS(content, record) && HAS(keys[ring], record))

/* The letters of a report, as a set. */
#define LETTER_IF(piece, whose) \
    (letter_is[(piece) % LETTERS] != 0 && letter_of[(piece) % LETTERS] == whose -> BIT((piece) % LETTERS) : 0)
#define LETTERS_OF(whose) \
    (LETTER_IF(0, whose) | LETTER_IF(1, whose) | LETTER_IF(2, whose) | LETTER_IF(3, whose))

/* A letter is made: gathered, or held at once. */
inline new_letter(whose, first)
{
    assert(letters < LETTERS);
    letter_of[letters] = whose;
    letter_is[letters] = first;
    letters++
}

/* First statement of every transaction of an outside step: NightOwnership::check. */
#define OWNS (night_token == _pid)
#define CHECK_OWNERSHIP if :: !OWNS -> goto beaten :: else fi
