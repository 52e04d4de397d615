/*
 * Steady sequence numbers for the voice of SIP channels. README.md beside this file says why.
 *
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * This program is free software, distributed under the terms of the GNU General Public License Version 2, as every
 * module that Asterisk loads has to be. It is a file of its own; the rest of the project is Apache-2.0.
 */

#include "asterisk.h"

#include "asterisk/channel.h"
#include "asterisk/frame.h"
#include "asterisk/framehook.h"
#include "asterisk/module.h"
#include "asterisk/stasis.h"
#include "asterisk/stasis_channels.h"
#include "asterisk/utils.h"

#define HIGHEST 0xffff
#define WIDEST_GAP 96 /* of lost packets; a greater step is another source, or the same one begun anew */

/* One direction of a channel: `theirs` is the last number as it came, `ours` the one it went on with. */
struct numbering {
	int begun;
	int theirs;
	int ours;
};

struct voice {
	struct numbering read;
	struct numbering write;
};

static struct stasis_subscription *channels;

/* How far the source itself has moved on; 1 where that cannot be told, or makes no sense. */
static int step(const struct numbering *n, const struct ast_frame *frame)
{
	int moved = (frame->seqno - n->theirs) & HIGHEST;

	if (!ast_test_flag(frame, AST_FRFLAG_HAS_SEQUENCE_NUMBER)) {
		return 1;
	}
	return moved >= 1 && moved <= WIDEST_GAP ? moved : 1;
}

/* The first frame keeps its number: what came before this hook may already have gone through a translator. */
static int next_number(struct numbering *n, const struct ast_frame *frame)
{
	if (!n->begun) {
		n->begun = 1;
		n->ours = frame->seqno;
	} else {
		n->ours += step(n, frame);
		if (n->ours > HIGHEST) {
			n->ours -= HIGHEST; /* 1 comes after 65535: the count of lost frames knows no 0 there */
		}
	}
	n->theirs = frame->seqno;
	return n->ours;
}

/* The channel is locked, and the frame ours to change: bridges give each channel a copy of its own. */
static struct ast_frame *on_frame(struct ast_channel *chan, struct ast_frame *frame, enum ast_framehook_event event,
	void *data)
{
	struct voice *voice = data;

	if (!frame || frame->frametype != AST_FRAME_VOICE) {
		return frame;
	}
	if (event == AST_FRAMEHOOK_EVENT_READ) {
		frame->seqno = next_number(&voice->read, frame);
	} else if (event == AST_FRAMEHOOK_EVENT_WRITE) {
		frame->seqno = next_number(&voice->write, frame);
	}
	return frame;
}

/* We need no frame to come this way: nobody has to give up a shortcut for our sake. */
static int needs_frames(void *data, enum ast_frame_type type)
{
	return 0;
}

/* A masquerade put us behind the hook of another channel, which goes on with its own numbers: follow it. */
static void on_moved(void *data, int framehook_id, struct ast_channel *old_chan, struct ast_channel *new_chan)
{
	memset(data, 0, sizeof(struct voice));
}

static void attach(struct ast_channel *chan)
{
	struct ast_framehook_interface hook = {
		.version = AST_FRAMEHOOK_INTERFACE_VERSION,
		.event_cb = on_frame,
		.destroy_cb = ast_free_ptr,
		.consume_cb = needs_frames,
		.chan_fixup_cb = on_moved,
	};

	hook.data = ast_calloc(1, sizeof(struct voice));
	if (!hook.data) {
		return;
	}
	ast_channel_lock(chan);
	if (ast_test_flag(ast_channel_flags(chan), AST_FLAG_ZOMBIE) || ast_framehook_attach(chan, &hook) < 0) {
		ast_free(hook.data);
	}
	ast_channel_unlock(chan);
}

/* Channels of SIP only: a hook of any kind keeps the two ends of a local channel from being joined. */
static void on_channel(void *data, struct stasis_subscription *subscription, struct stasis_message *message)
{
	struct ast_channel_snapshot_update *update;
	struct ast_channel *chan;

	if (stasis_message_type(message) != ast_channel_snapshot_type()) {
		return;
	}
	update = stasis_message_data(message);
	if (update->old_snapshot || strcmp(update->new_snapshot->base->type, "PJSIP")) {
		return;
	}
	chan = ast_channel_get_by_name(update->new_snapshot->base->name);
	if (chan) {
		attach(chan);
		ast_channel_unref(chan);
	}
}

static int load_module(void)
{
	channels = stasis_subscribe_pool(ast_channel_topic_all(), on_channel, NULL);
	if (!channels) {
		return AST_MODULE_LOAD_DECLINE;
	}
	stasis_subscription_accept_message_type(channels, ast_channel_snapshot_type());
	stasis_subscription_set_filter(channels, STASIS_SUBSCRIPTION_FILTER_SELECTIVE);
	ast_module_shutdown_ref(ast_module_info->self); /* channels hold pointers into this code */
	return AST_MODULE_LOAD_SUCCESS;
}

static int unload_module(void)
{
	channels = stasis_unsubscribe_and_join(channels);
	return 0;
}

AST_MODULE_INFO(ASTERISK_GPL_KEY, AST_MODFLAG_LOAD_ORDER, "Steady sequence numbers for voice (ccd)",
	.support_level = AST_MODULE_SUPPORT_EXTENDED,
	.load = load_module,
	.unload = unload_module,
	.load_pri = AST_MODPRI_CHANNEL_DEPEND,
);
