package io.framewatch.page;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import java.util.Optional;

/** Logging in and out, and who one is. */
final class LoginApi {

    private final Gate gate;

    /** What is sent to log in. */
    private record Login(String token) {}

    /** Who one is. */
    private record Me(Role role) {}

    LoginApi(Gate gate) {
        this.gate = gate;
    }

    void addTo(Javalin server) {
        var unusedMe = server.get("/api/me", context -> context.json(new Me(Gate.roleOf(context))));
        var unusedLogin = server.post("/api/login", this::logIn);
        var unusedLogout = server.post("/api/logout", this::logOut);
    }

    private void logIn(Context context) {
        Optional<String> session = gate.logIn(context, context.bodyAsClass(Login.class).token());
        context.cookie(
                cookie(
                        context,
                        session.orElseThrow(() -> new UnauthorizedResponse("this token is none"))));
        context.status(204);
    }

    private void logOut(Context context) {
        gate.logOut(context);
        context.removeCookie(Gate.COOKIE);
        context.status(204);
    }

    /** Scripts cannot read it, other sites cannot send it, and it does not leave TLS again. */
    private static Cookie cookie(Context context, String session) {
        Cookie cookie = new Cookie(Gate.COOKIE, session);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure(
                context.scheme().equals("https")
                        || "https".equals(context.header("X-Forwarded-Proto")));
        return cookie;
    }
}
