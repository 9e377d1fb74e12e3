/* The promises that must hold in every state. */

#define IS_IN_VAULT(whose) (report_is[whose] != 0 && OPENS(record_of[whose]))
#define MAY_BE_GONE(whose) (report_is[whose] == report_deleting || report_is[whose] == report_deleted)

/* A report that was answered "taken in" exists until its deletion was begun. */
#define IS_KEPT(whose) (!answered[whose] || IS_IN_VAULT(whose) || MAY_BE_GONE(whose))

/* When nothing more can happen, every report was taken in, and is confirmed or in the post. */
#define HAS_ARRIVED(whose) (answered[whose] && (confirmed[whose] || HAS(posted, NEWEST(whose))) && \
    (report_is[whose] == report_confirmed || report_is[whose] == report_posted || \
     report_is[whose] == report_deleted))

/* Where the model is asked about one report only. */
#ifdef ONE_REPORT
#define NEVER_CAME(whose) (report_is[whose] == 0)
#else
#define NEVER_CAME(whose) false
#endif

active proctype promises()
{
    do
    :: atomic { !(IS_KEPT(0) && IS_KEPT(1)) -> assert(false) }
    :: atomic { timeout -> assert(HAS_ARRIVED(0) && (NEVER_CAME(1) || HAS_ARRIVED(1))); break }
    od
}
