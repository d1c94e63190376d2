# {"stuck": "cpu-limit", "outcome": "exit 124", "settings": {"cpu_seconds": 0.3}}
number = 0
while True:
    try:
        while True:
            number += 1
    except BaseException:
        pass
