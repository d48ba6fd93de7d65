# Buckets and shares that people connected.
package limn.storage

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

owns if input.resource.owner.id == base.me

reading := {"cloudstorage:view", "cloudstorage:list:content"}

writing := {"cloudstorage:update", "cloudstorage:delete"}

granted if {
	input.scope == "cloudstorage:list"
	base.me
	base.in_sandbox
}

granted if {
	input.scope == "cloudstorage:list"
	base.me
	base.is_member
}

granted if {
	input.scope == "cloudstorage:create"
	base.is_user
	base.in_sandbox
}

granted if {
	input.scope == "cloudstorage:create"
	base.runs_organization
}

granted if {
	input.scope in reading
	owns
	base.in_sandbox
}

granted if {
	input.scope in reading
	owns
	base.is_member
}

granted if {
	input.scope in reading
	base.is_user
	base.is_supervisor
}

granted if {
	input.scope in writing
	owns
	base.is_worker
	base.in_sandbox
}

granted if {
	input.scope in writing
	owns
	base.is_worker
	base.is_member
}

granted if {
	input.scope in writing
	base.runs_organization
}

# ---- lists

filter := base.within({}, "organization_id") if base.is_admin

filter := base.within({}, "organization_id") if {
	not base.is_admin
	base.in_organization
	base.is_user
	base.is_supervisor
}

filter := base.within({"owner_id": base.me}, "organization_id") if {
	not base.is_admin
	not sees_all
}

sees_all if {
	base.in_organization
	base.is_user
	base.is_supervisor
}
