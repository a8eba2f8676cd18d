/** Training and fine-tuning of Mobile-Former on the CPU; export goes through mobile-former. */
package io.framewatch.training;
