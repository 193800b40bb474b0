"""The diagram of a network: where its neurons stand, and how they and their synapses look."""
