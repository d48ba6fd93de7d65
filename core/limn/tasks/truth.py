"""What a request says about ground truth: which frames, chosen how."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from limn.sdk.errors import BadInput
from limn.tasks import chance

UNIFORM, PER_JOB, MANUAL = "random_uniform", "random_per_job", "manual"
GT, GT_POOL = "gt", "gt_pool"
_NEEDS = {
    UNIFORM: ("frame_count", "frame_share"),
    PER_JOB: ("frames_per_job_count", "frames_per_job_share"),
    MANUAL: ("frames",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How frames are chosen: by method, with what this method needs.

    `frames` are names of files or task-relative numbers, shares are of 1. JSON both ways.
    """

    frame_selection_method: str
    mode: str = GT
    random_seed: int | None = None
    frames: Sequence[Any] | None = None
    frame_count: int | None = None
    frame_share: float | None = None
    frames_per_job_count: int | None = None
    frames_per_job_share: float | None = None

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """The choice `as_json` wrote; what is unknown is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in known})

    def as_json(self) -> dict[str, Any]:
        """As plain JSON, for the arguments of a run."""
        return asdict(self)

    def checked(self, where: str = "") -> Self:
        """This choice, known to say exactly what its method needs.

        Raises:
            BadInput: something is missing, given twice, or of no use; `fields` names it below
                `where`.
        """
        if self.mode == GT_POOL and self.frame_selection_method == PER_JOB:
            raise bad(f"{where}frame_selection_method", f"{PER_JOB} is not possible in {GT_POOL}")
        self._need_one(_NEEDS[self.frame_selection_method], where)
        if self.mode == GT_POOL:
            self._need_one(_NEEDS[PER_JOB], where)
        if self.frames is not None and self.frame_selection_method != MANUAL:
            raise bad(f"{where}frames", f"only used when frame_selection_method is {MANUAL}")
        if self.frames is not None and len(set(self.frames)) < len(self.frames):
            raise bad(f"{where}frames", "a frame is named twice")
        return self

    def numbers(self, spans: Sequence[range], overlap: int, size: int) -> list[int]:
        """The frames chosen of `size` that are cut into jobs with these `spans`, ascending.

        Raises:
            BadInput: more are asked for than there are, or one that there is not.
        """
        rng = chance.generator(self.random_seed)
        match self.frame_selection_method:
            case "random_uniform":
                return sorted(chance.uniform(size, self.count_of(size), rng))
            case "random_per_job":
                wanted = self.per_job_of(max(len(span) for span in spans))
                if wanted > max(len(span) for span in spans):
                    raise bad("frames_per_job_count", f"no job has {wanted} frames")
                return sorted(chance.per_job(spans, wanted, overlap, rng))
            case _:
                return sorted(known_only(self.frames or (), range(size)))

    def count_of(self, size: int) -> int:
        """How many of `size` frames are asked for, at least one.

        Raises:
            BadInput: more than there are.
        """
        if self.frame_count is None:
            return max(1, int(size * (self.frame_share or 0)))
        if self.frame_count > size:
            raise bad("frame_count", f"{self.frame_count} of {size} frames cannot be chosen")
        return self.frame_count

    def per_job_of(self, length: int) -> int:
        """How many frames of a job with `length` frames are asked for, at least one."""
        if self.frames_per_job_count is None:
            return max(1, int(length * (self.frames_per_job_share or 0)))
        return self.frames_per_job_count

    def _need_one(self, names: Sequence[str], where: str) -> None:
        given = [name for name in names if getattr(self, name)]
        if len(given) != 1:
            problem = f"give one of {', '.join(names)}" if len(names) > 1 else "must be given"
            raise bad(f"{where}{names[0]}", problem)


def known_only(
    frames: Sequence[int], known: Collection[int], field: str = "frames"
) -> Sequence[int]:
    """These frames, all of which are `known`.

    Raises:
        BadInput: one is not; it is named, and the `field` that has it.
    """
    for frame in frames:
        if frame not in known:
            raise bad(field, f"there is no frame {frame}")
    return frames


def bad(field: str, problem: str) -> BadInput:
    """A refusal that names the field."""
    return BadInput(f"{field}: {problem}", fields={field: [problem]})
