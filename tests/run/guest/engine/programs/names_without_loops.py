# {"expect": {"info": "True", "strftime": "2026", "asctime": "2026", "gm": 2026, "ctime": "True", "uuid": "True", "process": "True"}}
import time
import uuid

print("info =", time.get_clock_info("monotonic").monotonic)
print("strftime =", time.strftime("%Y"))
print("asctime =", time.asctime()[-4:])
print("gm =", time.gmtime().tm_year)
print("ctime =", time.ctime() == time.asctime())
print("uuid =", uuid.uuid1() != uuid.uuid1())
print("process =", 0 < time.process_time() < 60)
