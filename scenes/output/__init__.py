"""What becomes of a lesson: films, and all that is published with them."""

from scenes.output.open_scene import open_lesson, scene_of
from scenes.output.upload.atomic_folder import replaced
from scenes.output.upload.chapters import Chapter, chapters_of, clock
from scenes.output.upload.publication import upload_of
from scenes.output.upload.publish import publish
from scenes.output.video.dask_cluster import Cluster, NoCluster
from scenes.output.video.dispatcher import Dispatcher, Rendered, RenderFailed
from scenes.output.video.film_plan import NoSuchBeat, Plan, plan
from scenes.output.video.jobs import ROOM, Job, Segment, WorkerFailed, packed, render_range
from scenes.output.video.ranges import balanced
from scenes.output.video.receipt import receipt_for
from scenes.output.video.render import QUALITY, order_for, render, render_all
from scenes.output.video.worker_processes import WorkerDied, WorkerProcesses
