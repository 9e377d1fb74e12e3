/* Written from batch/words/states.txt; see the target states_pages. */

mtype:report = {
    report_quarantined /* Not a report as far as we can tell; sealed byte for byte, alarmed. */,
    report_waiting /* The clock is running. */,
    report_posting /* Has letters. */,
    report_posted /* The newest forwarding letter is mailed. */,
    report_confirmed /* The municipality has it. */,
    report_discarded /* Two persons said it is not a report. */,
    report_deleting /* The gate is passed; nothing but completion is accepted. */,
    report_deleted /* The original is gone, and the log says so. */
};
inline report_goes(which, to)
{
    assert(
        (which == report_quarantined && to == report_waiting) /* released to a receiver as it is */ ||
        (which == report_quarantined && to == report_discarded) /* two persons said it is no report */ ||
        (which == report_waiting && to == report_posting) /* due, rejected or postal */ ||
        (which == report_waiting && to == report_confirmed) /* confirmed in time */ ||
        (which == report_posting && to == report_posted) /* newest forwarding letter mailed */ ||
        (which == report_posting && to == report_confirmed) /* confirmed before its letter was packed */ ||
        (which == report_posted && to == report_posting) /* reopened */ ||
        (which == report_posted && to == report_deleting) /* the gate is open */ ||
        (which == report_confirmed && to == report_posting) /* reopened */ ||
        (which == report_confirmed && to == report_deleting) /* the gate is open */ ||
        (which == report_discarded && to == report_waiting) /* reopened */ ||
        (which == report_discarded && to == report_deleting) /* the gate is open */ ||
        (which == report_deleting && to == report_deleted) /* absence proved and logged */);
    which = to
}

mtype:letter = {
    letter_gathered /* The report is due and has this letter; it has no pages yet. */,
    letter_typeset /* Pages, sheets, envelope and the digest of its frames are known. */,
    letter_packed /* In a closed package, synced. The point of no return. */,
    letter_sent /* The print house has the package. */,
    letter_mailed /* A receipt that counts says it is in the post. */,
    letter_returned /* The post brought it back. */,
    letter_held /* A person must look. The original is kept. */,
    letter_withdrawn /* Confirmed in time: no paper was needed. */,
    letter_superseded /* Damaged, rejected or recalled: a new letter took its place. */
};
inline letter_goes(which, to)
{
    assert(
        (which == letter_gathered && to == letter_typeset) /* pages known */ ||
        (which == letter_gathered && to == letter_held) /* a person must look */ ||
        (which == letter_gathered && to == letter_withdrawn) /* confirmed in time */ ||
        (which == letter_typeset && to == letter_packed) /* package closed */ ||
        (which == letter_typeset && to == letter_gathered) /* receiver, template or fonts changed */ ||
        (which == letter_typeset && to == letter_held) /* a person must look */ ||
        (which == letter_typeset && to == letter_withdrawn) /* confirmed in time */ ||
        (which == letter_packed && to == letter_sent) /* package handed over */ ||
        (which == letter_packed && to == letter_superseded) /* job dissolved */ ||
        (which == letter_sent && to == letter_mailed) /* a receipt that counts */ ||
        (which == letter_sent && to == letter_superseded) /* damaged, rejected or recalled */ ||
        (which == letter_mailed && to == letter_returned) /* the post brought it back */ ||
        (which == letter_held && to == letter_gathered) /* released */ ||
        (which == letter_held && to == letter_withdrawn) /* confirmed in time */);
    which = to
}

mtype:job = {
    job_numbered /* Number and pieces are chosen, the letters still typeset. */,
    job_closed /* The sealed file is in the outbox and its letters are packed. */,
    job_sending /* The hand-over has begun. */,
    job_sent /* The file stands under its final name at the print house. */,
    job_received /* The print house says so. */,
    job_settled /* Nothing of it is open. */,
    job_dissolved /* Nothing of it was ever sent. */,
    job_rejected /* The print house refused it. */,
    job_recalled /* Taken back before it was received. */
};
inline job_goes(which, to)
{
    assert(
        (which == job_numbered && to == job_closed) /* sealed file synced, letters packed */ ||
        (which == job_numbered && to == job_dissolved) /* no piece left */ ||
        (which == job_closed && to == job_sending) /* hand-over begins */ ||
        (which == job_closed && to == job_dissolved) /* taken apart before sending */ ||
        (which == job_sending && to == job_sent) /* stands under its final name */ ||
        (which == job_sending && to == job_rejected) /* refused by the print house */ ||
        (which == job_sent && to == job_received) /* receipt: received */ ||
        (which == job_sent && to == job_rejected) /* refused by the print house */ ||
        (which == job_sent && to == job_recalled) /* recalled before received */ ||
        (which == job_received && to == job_settled) /* receipt: closed, nothing open */);
    which = to
}
