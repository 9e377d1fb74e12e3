# Prints what Debian's icalendar reads from a file: one event a line. Exit status 77 where that
# library is not installed.
import sys

try:
    import icalendar
except ImportError:
    sys.exit(77)

with open(sys.argv[1], "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())
for event in calendar.walk("VEVENT"):
    print(event.decoded("DTSTART").isoformat(), event["SUMMARY"], event["DESCRIPTION"],
          event["UID"], event.decoded("DTSTAMP").isoformat(), sep="|")
