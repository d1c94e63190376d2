# {"outcome": "killed", "settings": {"cpu_seconds": 0.2, "wall_seconds": 0.6}}
sum(range(10**11))
