"""The addresses of the keeper's pages."""

from __future__ import annotations

from starlette.routing import Route

from lugas.desk.keeper import adding, board, changing, choices, door

__all__ = ["keeper_routes"]


def keeper_routes() -> list[Route]:
    """Give them."""
    return [
        Route("/login", door.show),
        Route("/login", door.enter, methods=["POST"]),
        Route("/logout", door.leave, methods=["POST"]),
        Route("/keeper", board.show),
        Route("/keeper/add", adding.ask),
        Route("/keeper/add", adding.begin, methods=["POST"]),
        Route("/keeper/add/{key}", adding.show),
        Route("/keeper/add/{key}", adding.choose, methods=["POST"]),
        Route("/keeper/site/{id:number}", board.site),
        Route("/keeper/site/{id:number}", changing.change, methods=["POST"]),
        Route("/keeper/site/{id:number}/remove", changing.ask_removal),
        Route("/keeper/settings", choices.show),
        Route("/keeper/settings", choices.change, methods=["POST"]),
        Route("/keeper/apps", choices.change_apps, methods=["POST"]),
        Route("/keeper/sessions", door.leave_others, methods=["POST"]),
    ]
