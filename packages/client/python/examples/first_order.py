# What a shop does on its first afternoon: python3 first-order.py URL KEY DATE
import sys

sys.path.insert(0, __file__.rsplit("/", 2)[0])
from roundsman import Problem, Roundsman

url, key, date = sys.argv[1:]
api = Roundsman(url, key)
visit = {
    "point": {"lon": 9.5209, "lat": 47.141},
    "actions": [{"kind": "delivery", "description": "Sofa", "quantity": 1, "unitWeightGrams": 78000, "unitVolumeLitres": 2100}],
}
slots = api.slots_offer({"visit": visit, "from": date})["rows"][0]["slots"]
free = next(slot for slot in slots if slot["available"])
hold = api.slots_hold({"visit": visit, "serviceDate": date, "from": free["from"], "to": free["to"]})
order = {
    "referenceId": "PYTHON-1",
    "metadata": {"shop": "bern", "order.id": "1"},
    "contact": {"name": "Lea Muster", "phone": "+423 237 00 00", "email": "lea@example.org", "language": "en"},
    "address": {"street": "Städtle", "houseNumber": "1", "postcode": "9490", "city": "Vaduz", "country": "LI"},
    **visit,
}
booked = api.slots_book(hold["id"], {"job": order})
job = api.jobs_get(booked["job"]["id"])
assert job["promise"]["from"] == hold["startsAt"], job["promise"]
assert [each["code"] for each in api.pages(api.jobs_list, reference_id="PYTHON-1", fields="code")] == [job["code"]]
assert [each["id"] for each in api.pages(api.jobs_list, metadata={"shop": "bern", "order.id": "1"})] == [job["id"]]
try:
    api.jobs_get("01900000-0000-7000-8000-000000000000")
except Problem as problem:
    assert (problem.status, problem.code) == (404, "job_unknown"), problem.document
print(job["code"])
