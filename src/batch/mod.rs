//! Many inputs: walk, threads, progress, whole files or none.
