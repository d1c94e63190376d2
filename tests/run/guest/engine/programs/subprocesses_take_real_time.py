# {"expect": {"out": "hi", "code": 3, "timeout": "TimeoutError", "overlap": "True", "sync": "sync", "expired": "TimeoutExpired", "slept": "True", "checked": "7"}, "paced": true}
import asyncio
import subprocess
import sys
import time


async def main():
    process = await asyncio.create_subprocess_exec("echo", "hi", stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    print("out =", out.decode().strip())
    process = await asyncio.create_subprocess_shell("exit 3")
    print("code =", await process.wait())
    process = await asyncio.create_subprocess_exec("sleep", "5")
    try:
        await asyncio.wait_for(process.wait(), 0.05)
    except TimeoutError as error:
        print("timeout =", type(error).__name__)
    process.kill()
    await process.wait()
    began = time.monotonic()

    async def nap():
        await (await asyncio.create_subprocess_exec("sleep", "0.1")).wait()

    await asyncio.gather(nap(), nap(), asyncio.sleep(0.1))
    print("overlap =", 0.09 < time.monotonic() - began < 0.5)


asyncio.run(main())
print("sync =", subprocess.run(["echo", "sync"], capture_output=True, text=True).stdout.strip())
try:
    subprocess.run(["sleep", "5"], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print("expired =", type(error).__name__)
began = time.monotonic()
subprocess.run(["sleep", "0.1"])
print("slept =", 0.09 < time.monotonic() - began < 0.5)
print("checked =", subprocess.check_output([sys.executable, "-S", "-c", "print(7)"], text=True).strip())
