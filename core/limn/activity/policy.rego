# What clients tell of their users' work.
package limn.activity

import data.limn.base
import rego.v1

default allow := false

allow if {
	base.is_admin
	base.signed_in_for_this
}

allow if {
	granted
	base.signed_in_for_this
}

granted if {
	input.scope == "event:send"
	base.me
}

granted if {
	input.scope in {"event:list", "event:export"}
	base.is_worker
	base.in_sandbox
}

granted if {
	input.scope in {"event:list", "event:export"}
	base.is_worker
	base.is_member
}

# ---- lists

sees_all if base.is_admin

sees_all if base.runs_organization

filter := base.within({}, "org_id") if sees_all

filter := base.within({"user_id": base.me}, "org_id") if not sees_all
