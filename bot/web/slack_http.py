"""Slack's signed HTTP deliveries, for those who do not use Socket Mode.

Bolt's own Starlette adapter runs a sync App inline and blocks the loop for everybody; here each delivery has a thread.
"""

from slack_bolt import App, BoltRequest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATH = "/slack/events"


def slack_route(app: App) -> Route:
    """`POST /slack/events`: commands, clicks, forms and events alike; Bolt checks the signature."""

    async def receive(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", errors="replace")
        delivery = BoltRequest(
            body=body,
            query=dict(request.query_params),
            headers={name: [value] for name, value in request.headers.items()},
        )
        answer = await run_in_threadpool(app.dispatch, delivery)
        return Response(answer.body or "", answer.status, {name: values[0] for name, values in answer.headers.items()})

    return Route(PATH, receive, methods=["POST"])
