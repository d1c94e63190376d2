# {"stuck": "thread-deadlock"}
import threading

event = threading.Event()
thread = threading.Thread(target=event.wait)
thread.start()
thread.join()
