/** Tests of what is shipped for Prometheus and Grafana: every query is run. */
package io.framewatch.grafana;
