namespace FpgaSeg.HostDriver.Session;

/// <summary>A cancellation as a task to wait for, so that a step of the pump ends at once and no transfer is torn.</summary>
internal sealed class CancellationSignal : IDisposable
{
    private readonly TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;

    public CancellationSignal(CancellationToken cancellation) => _registration = cancellation.Register(() => _raised.TrySetResult());

    public Task Raised => _raised.Task;

    public void Dispose() => _registration.Dispose();
}
