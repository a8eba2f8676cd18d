package io.framewatch.ingest.capture;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts servers that have one certificate, whoever signed it, for whatever name and time: that of
 * a camera is self-signed more often than not, and its dates follow the camera's clock.
 * Thread-safe.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

    private final Fingerprint pin;
    private volatile Fingerprint seen;

    /**
     * @param pin the certificate, or null to trust any
     */
    PinnedTrust(Fingerprint pin) {
        this.pin = pin;
    }

    /** What the latest server had; null before there was one. */
    Fingerprint seen() {
        return seen;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        seen = Fingerprint.of(chain[0]);
        if (pin != null && !pin.equals(seen)) {
            throw new CertificateException("expected " + pin + ", the camera has " + seen);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
