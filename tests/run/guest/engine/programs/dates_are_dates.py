# {"expect": {"repr": "datetime.datetime(2024, 5, 17, 8, 30)", "is": "True True True", "type": "datetime date", "pickle": "True", "own": "2024-05-17", "mine": "False True", "delta": "1 day, 0:00:00", "iso": "2024-05-17T08:30:00", "zone": "+02:00"}}
import copy
import pickle
from datetime import date, datetime, timedelta, timezone

moment = datetime(2024, 5, 17, 8, 30)
print("repr =", repr(moment))
print("is =", isinstance(moment, datetime), isinstance(moment, date), issubclass(datetime, date))
print("type =", type(moment).__name__, type(date.today()).__name__)
print("pickle =", pickle.loads(pickle.dumps(datetime.now())) is not None and copy.copy(moment) == moment)


class Day(date):
    pass


print("own =", Day(2024, 5, 17))
print("mine =", isinstance(date.today(), Day), isinstance(Day.today(), Day))
print("delta =", datetime(2024, 5, 18) - datetime(2024, 5, 17))
print("iso =", datetime.fromisoformat("2024-05-17T08:30:00").isoformat())
print("zone =", datetime.now(timezone(timedelta(hours=2))).isoformat()[-6:])
