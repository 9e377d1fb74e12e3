/* The print house: it fetches and deletes at once, prints, gives to the post, and says so in receipts
 * (the contract of batch/printhouse). */

#define PIECES(manifest) (HAS(manifest, 0) + HAS(manifest, 1) + HAS(manifest, 2) + HAS(manifest, 3))

/* A letter goes to the post. The promises about paper are kept here or nowhere. */
inline post_piece(package, piece)
{
    assert(!HAS(posted, piece));                     /* promise: nothing is printed twice */
    assert(!confirmed[letter_of[piece]]);            /* promise: no letter where "no letter" was said */
    assert(PIECES(posted & LETTERS_OF(letter_of[piece])) <= reopened[letter_of[piece]]);
    posted = posted | BIT(piece);
    open_pieces[package] = open_pieces[package] & ~BIT(piece)
}

/* A package is there under its final name, which says its number and its manifest's hash. What was
 * seen before is a repeat: nothing is printed. Half a file does not open and is refused. */
inline fetch(package)
{
    manifest = MANIFEST(final_file[package]);
    final_file[package] = 0;
    if
    :: seen_manifest[package] == 0 && manifest == 0 ->
        seen_manifest[package] = MANIFEST(closed_file[package]);
        said_rejected[package] = FAULT_IN_FILE
    :: seen_manifest[package] == 0 && manifest != 0 ->
        seen_manifest[package] = manifest;
        if
        :: open_pieces[package] = manifest; said_received[package] = true
        :: further >= PIECES(manifest) ->
            further = further - PIECES(manifest);
            said_rejected[package] = FAULT_OF_HOUSE
        fi
    :: seen_manifest[package] != 0 ->
        assert(manifest == 0 || manifest == seen_manifest[package])  /* promise: no number twice */
    fi;
    manifest = 0
}

#define HAS_WORK(package) (final_file[package] != 0 || open_pieces[package] != 0 || \
    (said_received[package] && !said_closed[package]) || \
    (further > 0 && (said_mailed[package] & ~said_returned[package]) != 0))

inline work_on(package)
{
    if
    :: final_file[package] != 0 -> fetch(package)
    :: open_pieces[package] != 0 ->
        do
        :: HAS(open_pieces[package], piece) -> break
        :: else -> piece++
        od;
        if
        :: post_piece(package, piece);
            said_mailed[package] = said_mailed[package] | BIT(piece)
        :: further > 0 ->
            further--;
            open_pieces[package] = open_pieces[package] & ~BIT(piece);
            said_damaged[package] = said_damaged[package] | BIT(piece)
        fi;
        piece = 0
    :: said_received[package] && open_pieces[package] == 0 && !said_closed[package] -> said_closed[package] = true
    :: further > 0 && (said_mailed[package] & ~said_returned[package]) != 0 ->
        further--;
        do
        :: HAS(said_mailed[package] & ~said_returned[package], piece) -> break
        :: else -> piece++
        od;
        said_returned[package] = said_returned[package] | BIT(piece);
        piece = 0
    fi
}

active proctype house()
{
    byte piece, manifest;
end:
    do
    :: atomic { HAS_WORK(0) -> work_on(0) }
    :: atomic { HAS_WORK(1 % JOBS) -> work_on(1 % JOBS) }
    :: atomic { HAS_WORK(2 % JOBS) -> work_on(2 % JOBS) }
    :: atomic { HAS_WORK(3 % JOBS) -> work_on(3 % JOBS) }
    od
}
