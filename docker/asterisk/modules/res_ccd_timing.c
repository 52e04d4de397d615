/*
 * Timers whose ticks fall together. README.md beside this file says why.
 *
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * This program is free software, distributed under the terms of the GNU General Public License Version 2, as every
 * module that Asterisk loads has to be. It is a file of its own; the rest of the project is Apache-2.0.
 */

#include "asterisk.h"

#include <sys/timerfd.h>
#include <time.h>

#include "asterisk/astobj2.h"
#include "asterisk/logger.h"
#include "asterisk/module.h"
#include "asterisk/timing.h"

#define SECOND_NS 1000000000LL
#define GRID_NS 5000000LL /* ticks fall on multiples of it: callers who hear music come in four groups */
#define TICKS_PER_S_MOST 1000
#define BEFORE_TIMERFD 300 /* res_timing_timerfd has 200, and stays for an Asterisk without this module */

/* `interval_ns` is 0 while it does not tick. While `continuous` it is readable all the time, and ticks after that. */
struct timer {
	int fd;
	long long interval_ns;
	int continuous;
};

static void *registered;

static struct timespec time_of(long long ns)
{
	return (struct timespec) { .tv_sec = ns / SECOND_NS, .tv_nsec = ns % SECOND_NS };
}

/* The first tick comes up to a grid later than asked for. */
static int tick(const struct timer *timer)
{
	struct itimerspec at = { .it_interval = time_of(timer->interval_ns) };
	struct timespec now;

	if (timer->interval_ns) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		long long first = now.tv_sec * SECOND_NS + now.tv_nsec + timer->interval_ns;
		at.it_value = time_of((first + GRID_NS - 1) / GRID_NS * GRID_NS);
	}
	return timerfd_settime(timer->fd, TFD_TIMER_ABSTIME, &at, NULL);
}

static void on_destroyed(void *data)
{
	struct timer *timer = data;

	if (timer->fd >= 0) {
		close(timer->fd);
	}
}

static void *timer_open(void)
{
	struct timer *timer = ao2_alloc(sizeof(*timer), on_destroyed);

	if (!timer) {
		return NULL;
	}
	timer->fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
	if (timer->fd < 0) {
		ast_log(LOG_ERROR, "No timer: %s\n", strerror(errno));
		ao2_ref(timer, -1);
		return NULL;
	}
	return timer;
}

static void timer_close(void *data)
{
	ao2_ref(data, -1);
}

static int timer_set_rate(void *data, unsigned int rate)
{
	struct timer *timer = data;
	int res = 0;

	ao2_lock(timer);
	timer->interval_ns = rate ? SECOND_NS / rate : 0;
	if (!timer->continuous) {
		res = tick(timer);
	}
	ao2_unlock(timer);
	return res;
}

/* Nothing to read is no error: another rate was set since the tick. */
static int timer_ack(void *data, unsigned int quantity)
{
	struct timer *timer = data;
	uint64_t ticks;

	while (read(timer->fd, &ticks, sizeof(ticks)) < 0) {
		if (errno != EINTR) {
			return errno == EAGAIN ? 0 : -1;
		}
	}
	return 0;
}

static int timer_enable_continuous(void *data)
{
	const struct itimerspec at_once = { .it_value = { .tv_nsec = 1 } };
	struct timer *timer = data;
	int res = 0;

	ao2_lock(timer);
	if (!timer->continuous) {
		timer->continuous = 1;
		res = timerfd_settime(timer->fd, 0, &at_once, NULL);
	}
	ao2_unlock(timer);
	return res;
}

static int timer_disable_continuous(void *data)
{
	struct timer *timer = data;
	int res = 0;

	ao2_lock(timer);
	if (timer->continuous) {
		timer->continuous = 0;
		res = tick(timer);
	}
	ao2_unlock(timer);
	return res;
}

static enum ast_timer_event timer_get_event(void *data)
{
	const struct timer *timer = data;

	return timer->continuous ? AST_TIMING_EVENT_CONTINUOUS : AST_TIMING_EVENT_EXPIRED;
}

static unsigned int timer_get_max_rate(void *data)
{
	return TICKS_PER_S_MOST;
}

static int timer_fd(void *data)
{
	const struct timer *timer = data;

	return timer->fd;
}

static struct ast_timing_interface timers = {
	.name = "timerfd", /* a channel has its queue of frames announced by a pipe only if its timer has this name */
	.priority = BEFORE_TIMERFD,
	.timer_open = timer_open,
	.timer_close = timer_close,
	.timer_set_rate = timer_set_rate,
	.timer_ack = timer_ack,
	.timer_enable_continuous = timer_enable_continuous,
	.timer_disable_continuous = timer_disable_continuous,
	.timer_get_event = timer_get_event,
	.timer_get_max_rate = timer_get_max_rate,
	.timer_fd = timer_fd,
};

static int load_module(void)
{
	registered = ast_register_timing_interface(&timers);
	return registered ? AST_MODULE_LOAD_SUCCESS : AST_MODULE_LOAD_DECLINE;
}

static int unload_module(void)
{
	return ast_unregister_timing_interface(registered);
}

AST_MODULE_INFO(ASTERISK_GPL_KEY, AST_MODFLAG_LOAD_ORDER, "Timers whose ticks fall together (ccd)",
	.support_level = AST_MODULE_SUPPORT_EXTENDED,
	.load = load_module,
	.unload = unload_module,
	.load_pri = AST_MODPRI_TIMING,
);
