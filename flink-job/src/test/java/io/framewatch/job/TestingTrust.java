package io.framewatch.job;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts every server, and remembers who they say they are. */
final class TestingTrust extends X509ExtendedTrustManager {

    private final List<String> subjects = new CopyOnWriteArrayList<>();

    List<String> subjects() {
        return subjects;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        subjects.add(chain[0].getSubjectX500Principal().getName());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
