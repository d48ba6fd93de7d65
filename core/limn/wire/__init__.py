"""HTTP plumbing every room's `api` needs: requests, bodies, lists, answers, errors.

decode(request, Body, limit_bytes=…)          a checked body, or 400 with the bad value's path
page(request, rows, show, listing=LISTING)    search, filters, sort, one page in its envelope
json_answer(data), file_answer(request, path) answers, with ranges and ETags for files
"""
