/** What every camera shows now, made from the topics and held in bounded memory. */
package io.framewatch.page.live;
