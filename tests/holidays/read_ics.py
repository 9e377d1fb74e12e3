# Prints what Debian's icalendar (python3-icalendar) reads from a file: one event a line.
import sys

import icalendar

with open(sys.argv[1], "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())
for event in calendar.walk("VEVENT"):
    if event.errors:
        sys.exit(f"icalendar finds fault with an event: {event.errors}")
    print(event.decoded("DTSTART").isoformat(), event["SUMMARY"], event["DESCRIPTION"],
          event["UID"], event.decoded("DTSTAMP").isoformat(), sep="|")
