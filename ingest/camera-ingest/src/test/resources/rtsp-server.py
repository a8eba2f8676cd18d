"""An RTSP camera for tests: a moving test picture, 320x240, 25 frames a second, H.264.

Prints "ready PORT" once it listens on 127.0.0.1. With a user name and a password it wants Digest
authentication. The signal USR1 changes the size of the pictures, and the next one changes it back.
"""

import argparse
import signal

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

SIZE = "video/x-raw,width=%d,height=%d,framerate=25/1"
SMALL = SIZE % (320, 240)
LARGE = SIZE % (640, 360)
PIPELINE = (
    "( videotestsrc is-live=true pattern=ball"
    " ! capsfilter name=size caps=%s"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25"
    " ! rtph264pay name=pay0 pt=96 config-interval=1 )"
) % SMALL
ROLE = "viewer"


def demand_digest(server, factory, user, password):
    permissions = GstRtspServer.RTSPPermissions()
    for permission in ("media.factory.access", "media.factory.construct"):
        permissions.add_permission_for_role(ROLE, permission, True)
    factory.set_permissions(permissions)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    auth.add_digest(user, password, token)
    server.set_auth(auth)


def let_sizes_change(factory):
    latest = []  # the pipeline that runs now

    def remember(_, media):
        latest[:] = [media.get_element().get_by_name("size")]

    def change():
        for size in latest:
            small = size.get_property("caps").is_equal(Gst.Caps.from_string(SMALL))
            size.set_property("caps", Gst.Caps.from_string(LARGE if small else SMALL))
        return GLib.SOURCE_CONTINUE

    factory.connect("media-configure", remember)
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, change)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="0")
    parser.add_argument("--user")
    parser.add_argument("--password")
    arguments = parser.parse_args()

    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(arguments.port)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(PIPELINE)
    factory.set_shared(True)
    let_sizes_change(factory)
    if arguments.user:
        demand_digest(server, factory, arguments.user, arguments.password)
    server.get_mount_points().add_factory("/camera", factory)
    if server.attach(None) == 0:
        raise SystemExit("port %s cannot be bound" % arguments.port)
    print("ready", server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
