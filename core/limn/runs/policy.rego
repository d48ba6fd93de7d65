# Requests: everybody's own background work.
package limn.runs

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
	input.scope == "request:list"
	base.me
}

granted if {
	input.scope in {"request:view", "request:cancel", "request:retry", "request:delete"}
	input.resource.owner.id == base.me
}

# The list is one's own for administrators too: it is what the page of running work shows.
filter := base.within({"owner_id": base.me}, "organization_id")
